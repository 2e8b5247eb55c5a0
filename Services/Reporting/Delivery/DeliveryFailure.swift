import MeshCore

/// Why a file is not where it was to go.
enum DeliveryFailure: Error, Hashable, Sendable {
    /// It may go better later; not before a while, if the other side asks for one.
    case again(String, after: Duration? = nil)
    /// It will not go better by itself.
    case final(String)

    var words: String {
        switch self {
        case .again(let words, _), .final(let words): words
        }
    }
}
