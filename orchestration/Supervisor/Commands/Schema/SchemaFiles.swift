import FoundationEssentials
import MeshCore

/// The files that schemas, values and cases are read from.
enum SchemaFiles {
    /// A file itself, or all .json files in a folder, in the order of their names below it.
    ///
    /// - Throws: ``CommandFailure`` when there is nothing.
    static func find(_ path: String) throws -> [(name: String, path: String)] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure.failed("there is no file or folder \(path)")
        }
        guard isFolder else { return [(path.split(separator: "/").last.map(String.init) ?? path, path)] }
        return try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }.sorted().map {
            ($0, path + "/" + $0)
        }
    }

    /// - Throws: ``CommandFailure`` when it cannot be read or is no JSON.
    static func read(_ path: String) throws -> JSONValue {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.failed("\(path) cannot be read")
        }
        do throws(JSONParseError) {
            return try JSONValue(parsing: data, limits: JSONLimits(depth: 256, byteCount: 1 << 30))
        } catch {
            throw CommandFailure.failed("\(path) is \(error)")
        }
    }
}
