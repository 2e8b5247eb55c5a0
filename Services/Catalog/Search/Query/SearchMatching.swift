/// Which of the words a hit must have.
enum SearchMatching: String, CaseIterable, Sendable {
    /// All of them come first; then words are dropped from the right.
    case last
    /// All of them.
    case all
}
