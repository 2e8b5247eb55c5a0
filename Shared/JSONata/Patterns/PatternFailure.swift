/// Why a regular expression is malformed.
struct PatternFailure: Error {
    var reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
