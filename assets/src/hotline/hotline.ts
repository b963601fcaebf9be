// Pages of the hotline.
import { startDesk } from "./desk";

startDesk();
