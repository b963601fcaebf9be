// What a fragment request could not do is said on the page that asked for it.
const WORDS: Readonly<Record<number, string>> = {
  403: "您当前的岗位不能办理这一项。",
  404: "没有找到要打开的内容，可能已被删除。",
  429: "操作过于频繁，请几分钟后再试。",
};

export function startNotices(): void {
  document.addEventListener("htmx:responseError", (event) => {
    const { detail } = event as CustomEvent<{ xhr: XMLHttpRequest }>;
    say(WORDS[detail.xhr.status] ?? "系统出了故障，操作没有完成，请稍后再试。");
  });
  document.addEventListener("htmx:sendError", () => say("网络不通，操作没有完成。请检查网络后再试。"));
}

function say(words: string): void {
  const main = document.querySelector("#main");
  if (!main) return;
  let list = main.querySelector(".notices");
  if (!list) {
    list = document.createElement("div");
    list.className = "notices";
    list.setAttribute("role", "alert");
    main.prepend(list);
  }
  const line = document.createElement("div");
  line.className = "alert alert-danger";
  line.textContent = words;
  list.replaceChildren(line);
  line.scrollIntoView({ block: "nearest" });
}
