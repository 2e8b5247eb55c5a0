import Foundation

/// Makes the ids by which revisions are told apart.
struct RevisionSource: Sendable {
    let next: @Sendable () -> String

    static let random = RevisionSource { UUID().uuidString.lowercased() }
}
