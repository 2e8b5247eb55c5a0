/// Whether a field must be there.
enum GrammarPresence: Hashable, Sendable {
    case required
    case optional
}
