/// A point of an engine's work at which a crash could lose something, if anything could.
enum EngineBoundary: String, Sendable, CaseIterable {
    case beforeWrite
    case afterWrite
    case beforeTask
    case afterTask
    case beforeMail
    case afterMail
}
