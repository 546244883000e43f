// Are the books, the tables and the figures of an export those that its leaves make?
import { absent, listed, wrong } from "../checks/finding.js";

export class Books {
  static async of() {
    return new Books();
  }

  take() {}

  async finding(_recount, faults) {
    if (faults.length) return wrong("books", `${listed(faults)}`, `${listed(faults)}`, faults);
    return absent("books", "There are no books beside this log.", "Il n’y a pas de registre près du journal.");
  }
}
