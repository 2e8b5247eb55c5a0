import FoundationEssentials

/// Where programs are.
enum ProgramPath {
    /// The path of a program: as given when it has a slash, else the first that the search finds; the bare name when it
    /// finds none, which a start then tells of.
    static func find(_ name: String, in search: String) -> String {
        if name.contains("/") { return name }
        let found = search.split(separator: ":").map { "\($0)/\(name)" }
        return found.first { FileManager.default.isExecutableFile(atPath: $0) } ?? name
    }
}
