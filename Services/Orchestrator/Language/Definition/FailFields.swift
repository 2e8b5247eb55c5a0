/// With what a Fail state fails.
struct FailFields: Sendable {
    let error: TextField?
    let cause: TextField?
}
