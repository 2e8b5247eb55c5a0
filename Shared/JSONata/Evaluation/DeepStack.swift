import Glibc

/// Runs what recurses deeply on a stack of its own, since those of tasks can be as small as 512 KiB.
///
/// The caller waits for it, so that nothing runs beside anything.
enum DeepStack {
    /// Address space; only what is used of it becomes memory. 10,000 evaluations lying in each other have 25 KiB each.
    private static let byteCount = 256 << 20

    /// What goes to the other thread and back.
    private final class Job {
        let body: () -> Void

        init(_ body: @escaping () -> Void) {
            self.body = body
        }
    }

    /// Runs a function on a deep stack and returns what it returns.
    static func run<Result>(_ body: () throws(JSONataError) -> Result) throws(JSONataError) -> Result {
        var outcome: Swift.Result<Result, JSONataError>?
        withoutActuallyEscaping({
            do throws(JSONataError) {
                outcome = .success(try body())
            } catch {
                outcome = .failure(error)
            }
        }) { work in
            wait(for: Job(work))
        }
        guard let outcome else { preconditionFailure("a thread has ended without doing its work") }
        return try outcome.get()
    }

    private static func wait(for job: Job) {
        var attributes = pthread_attr_t()
        var thread = pthread_t()
        // Safe: the attributes are set up before they are used, the job is retained until the thread has taken it over,
        // and the thread is joined before anything that it can see goes away.
        unsafe pthread_attr_init(&attributes)
        unsafe pthread_attr_setstacksize(&attributes, byteCount)
        let status = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, Unmanaged.passRetained(job).toOpaque())
        precondition(status == 0, "no thread with a deep stack can be made")
        pthread_join(thread, nil)
        unsafe pthread_attr_destroy(&attributes)
    }
}
