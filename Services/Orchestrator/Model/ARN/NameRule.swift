import StatesLanguage

/// Holds what people call something against the rules of names.
enum NameRule {
    /// - Throws: ``OrchestratorError/invalidName(_:)``.
    static func check(_ name: String) throws(OrchestratorError) {
        do {
            _ = try StatesName(name)
        } catch {
            throw .invalidName(name)
        }
    }
}
