// Long choices can be searched. Words are ours; a plain select remains where this is not loaded.
import TomSelect from "tom-select/dist/esm/tom-select.complete.js";

export async function startChoices(found: HTMLElement[]): Promise<void> {
  for (const element of found as HTMLSelectElement[]) {
    new TomSelect(element, {
      maxOptions: 200,
      plugins: element.multiple ? { remove_button: { title: "去掉" } } : {},
      render: {
        no_results: () => words("没有符合的选项"),
        option_create: () => words(""),
      },
    });
  }
}

function words(text: string): HTMLElement {
  const line = document.createElement("div");
  line.className = "no-results";
  line.textContent = text;
  return line;
}
