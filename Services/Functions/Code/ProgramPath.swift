import FoundationEssentials

/// Where programs are.
enum ProgramPath {
    /// The path of the first of some programs that is there; nil when none is.
    ///
    /// - Parameters:
    ///   - names: As given when they have a slash, else searched for.
    ///   - search: Folders, separated by colons.
    static func first(of names: [String], in search: String) -> String? {
        let folders = search.split(separator: ":")
        for name in names {
            let paths = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
            if let path = paths.first(where: FileManager.default.isExecutableFile) { return path }
        }
        return nil
    }
}
