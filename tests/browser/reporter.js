// A line for each test, and a count at the end.

export default async function* report(events) {
  let [passed, failed] = [0, 0];
  for await (const { type, data } of events) {
    // Files and groups are no tests, unless something is wrong with them beside their tests.
    const isTest = data.nesting > 0;
    if (type === "test:diagnostic" && isTest) yield `        ${data.message}\n`;
    if (type === "test:pass" && isTest) {
      passed += 1;
      yield `ok      ${data.name}\n`;
    }
    if (type === "test:fail" && data.details.error.failureType !== "subtestsFailed") {
      failed += 1;
      const { cause, message } = data.details.error;
      const said = String(cause?.message ?? cause ?? message).split("\n").slice(0, 30).map((line) => `        ${line.slice(0, 300)}\n`);
      yield `FAILED  ${data.name}\n${said.join("")}`;
    }
  }
  yield `${passed} passed, ${failed} failed\n`;
}
