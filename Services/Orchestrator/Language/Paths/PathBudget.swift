/// The work that one reading of a path may still do, shared by all that it evaluates on its way.
///
/// A filter may read the whole document for each element, and a scan may follow a scan: without a bound a short path would
/// occupy a processor for minutes.
final class PathBudget {
    /// Steps of one reading: some eight times what a scan of the largest payload takes (256 KiB).
    static let steps = 1_000_000

    private var remaining = PathBudget.steps

    /// Takes a step, and fails when none is left.
    func step() throws(PathFailure) {
        guard remaining > 0 else {
            throw PathFailure("The path takes more than \(Self.steps) steps", kind: .function)
        }
        remaining -= 1
    }

    /// Takes the steps of a comparison, which itself cannot fail: when they were too many, the next step does.
    func charge(_ steps: Int) {
        remaining -= min(max(0, steps), remaining)
    }
}
