/// Why a regular expression cannot be used.
struct PatternError: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
