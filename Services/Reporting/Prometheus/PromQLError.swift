/// Why a query is not answered.
struct PromQLError: Error, Hashable, Sendable {
    /// The words that Prometheus' HTTP API has for kinds of errors.
    enum Kind: String, Hashable, Sendable {
        /// The query, or another parameter, has no meaning here.
        case badData = "bad_data"
        /// It has one, and no answer.
        case execution
        case unavailable
    }

    let kind: Kind
    let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// What is wrong at a place of the query, in Prometheus' form: `1:5: parse error: …`.
    static func parse(_ message: String, at place: PromQLPlace) -> PromQLError {
        PromQLError(.badData, #"invalid parameter "query": \#(place.line):\#(place.column): parse error: \#(message)"#)
    }
}
