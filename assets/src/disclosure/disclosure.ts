// Pages of the disclosure system: a document beside its findings, and files dropped for upload.
import { startPanes } from "./panes";
import { startUpload } from "./upload";

startPanes();
startUpload();
