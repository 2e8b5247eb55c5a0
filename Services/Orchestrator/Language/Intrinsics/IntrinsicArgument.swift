import MeshCore

/// An argument of an intrinsic function.
indirect enum IntrinsicArgument: Hashable, Sendable {
    /// A string in single quotes.
    case text(EscapedText)
    /// A number, `true`, `false` or `null`.
    case literal(JSONValue)
    case path(StatePath)
    case call(IntrinsicCall)
}
