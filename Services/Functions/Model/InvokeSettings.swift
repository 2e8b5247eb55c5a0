import MeshCore

/// What becomes of a function's events: how often and for how long they are tried, and who hears of their end.
struct InvokeSettings: Sendable, Hashable, Codable {
    /// Tries after the first, from 0 to 2 as AWS has it.
    var retries: Int?
    /// Seconds after which an event is not tried again.
    var maximumAge: Int?
    var onSuccess: String?
    var onFailure: String?
    var modifiedAt: Timestamp

    /// What holds when nothing is said.
    static let standardRetries = 2
    static let standardAge = 21_600

    /// Takes over what a document says.
    ///
    /// - Throws: ``FunctionsError``.
    mutating func update(from document: LambdaDocument) throws(FunctionsError) {
        if let value = try document.integer("MaximumRetryAttempts", in: 0...2) { retries = value }
        if let value = try document.integer("MaximumEventAgeInSeconds", in: 60...21_600) { maximumAge = value }
        if let destinations = try document.document("DestinationConfig") {
            onSuccess = try Self.target(destinations, "OnSuccess")
            onFailure = try Self.target(destinations, "OnFailure")
        }
    }

    private static func target(_ document: LambdaDocument, _ name: String) throws(FunctionsError) -> String? {
        guard let target = try document.document(name)?.string("Destination"), !target.isEmpty else { return nil }
        guard target.hasPrefix("arn:") else {
            throw .invalidParameter("The destination ARN \(target) is invalid.")
        }
        return target
    }
}
