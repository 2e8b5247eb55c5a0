/// The code has nothing that could be started; in AWS's words.
struct LaunchFailure: Error, Sendable {
    let words: String
}
