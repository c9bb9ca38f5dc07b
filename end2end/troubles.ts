// What a browser complains of while a test runs. A test in which it complains of anything it was not told of fails.
import type { BrowserContext } from "@playwright/test";

export class Troubles {
  private readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  static async watch(context: BrowserContext): Promise<Troubles> {
    const troubles = new Troubles();
    const note = (text: string) => troubles.seen.push(text);
    context.on("weberror", (error) => note(`error in the page: ${error.error().stack ?? error.error().message}`));
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("response", (response) => {
      if (response.status() >= 400) note(`status ${response.status()}: ${response.url()}`);
    });
    context.on("requestfailed", (request) => {
      // Leaving a page takes back what it still waits for.
      const why = request.failure()?.errorText ?? "";
      if (why !== "net::ERR_ABORTED") note(`request failed, ${why}: ${request.url()}`);
    });
    await context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`content security policy: ${event.violatedDirective} refuses ${event.blockedURI || "inline"}`),
      ),
    );
    return troubles;
  }

  /** Complaints like this belong to what the test is about. */
  expect(like: RegExp): void {
    this.expected.push(like);
  }

  unexpected(): string[] {
    return this.seen.filter((trouble) => !this.expected.some((like) => like.test(trouble)));
  }
}
