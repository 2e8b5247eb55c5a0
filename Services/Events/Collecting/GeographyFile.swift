import EventCollection
import FoundationEssentials
import MeshRuntime

/// The file that says where networks are.
enum GeographyFile {
    /// Reads it.
    ///
    /// - Throws: `ConfigurationError` with what is wrong with it.
    static func table(at path: String) throws(ConfigurationError) -> GeographyTable {
        do {
            return try GeographyTable(parsing: try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw ConfigurationError("geography.file: \(path): \(error)")
        }
    }
}
