/// What a visitor said to being measured.
package enum ConsentState: String, Hashable, Sendable, CaseIterable {
    case granted
    case denied
    case unknown
}
