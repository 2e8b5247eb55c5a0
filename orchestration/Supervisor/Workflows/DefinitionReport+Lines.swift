import StatesLanguage

extension DefinitionReport {
    /// What it found, in lines for people.
    ///
    /// - Parameter path: The file that was looked at.
    func lines(_ path: String) -> [String] {
        diagnostics.map { one in
            let place = one.location.map { " at \($0)" } ?? ""
            return "\(path): \(one.severity.rawValue.lowercased()): \(one.message)\(place) [\(one.code.rawValue)]"
        }
    }
}
