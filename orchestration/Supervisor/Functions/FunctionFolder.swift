import FoundationEssentials
import MeshCore

/// A folder with a function: `function.json` and its code.
struct FunctionFolder: Sendable {
    static let manifestName = "function.json"
    /// Anybody's role: the mesh accepts every one that is written as one, and assumes none.
    static let role = "arn:aws:iam::000000000000:role/orrery"
    /// What lies beside code and is none of it.
    private static let ignored: Set<String> = [manifestName, "__pycache__", "test.json", "README.md"]

    let path: String
    let name: String
    let manifest: FunctionManifest

    /// Reads a folder.
    ///
    /// - Throws: ``CommandFailure`` that says what is wrong with it.
    init(_ path: String) throws {
        self.path = path
        let file = path + "/" + Self.manifestName
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure.failed("there is no \(file)")
        }
        do {
            manifest = try JSONDecoder().decode(FunctionManifest.self, from: data)
        } catch {
            throw CommandFailure.failed("\(file) cannot be read: \(error)")
        }
        name = manifest.name ?? path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The folder's code as an archive.
    ///
    /// - Parameter programs: The folder with the built programs.
    /// - Throws: ``CommandFailure`` when there is none, or too much.
    func code(programs: String) throws -> [UInt8] {
        var archive = CodeArchive()
        try add("", to: &archive)
        if let program = manifest.program {
            guard let data = FileManager.default.contents(atPath: "\(programs)/\(program)") else {
                throw CommandFailure.failed("\(name) runs the program \(program), which is not in \(programs)")
            }
            archive.add("bootstrap", Array(data), isExecutable: true)
        }
        guard !archive.isEmpty else { throw CommandFailure.failed("\(path) holds no code") }
        return try archive.bytes()
    }

    private func add(_ relative: String, to archive: inout CodeArchive) throws {
        let folder = relative.isEmpty ? path : "\(path)/\(relative)"
        for entry in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where !entry.hasPrefix(".") && !Self.ignored.contains(entry) {
            let inner = relative.isEmpty ? entry : "\(relative)/\(entry)"
            let full = "\(path)/\(inner)"
            var isFolder = false
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else { continue }
            if isFolder {
                try add(inner, to: &archive)
            } else if let data = FileManager.default.contents(atPath: full) {
                archive.add(inner, Array(data), isExecutable: FileManager.default.isExecutableFile(atPath: full))
            }
        }
    }

    /// What CreateFunction and UpdateFunctionConfiguration are told beside the code.
    var settings: JSONObject {
        let variables = (manifest.environment ?? [:]).sorted { $0.key < $1.key }
        return [
            "Runtime": .string(manifest.runtime), "Role": .string(Self.role),
            "Handler": .string(manifest.handler ?? "bootstrap"),
            "Description": .string(manifest.description ?? ""),
            "Timeout": .int(Int64(manifest.timeout ?? 30)), "MemorySize": .int(Int64(manifest.memory ?? 256)),
            "Environment": ["Variables": .object(JSONObject(variables.map { ($0.key, .string($0.value)) }))],
        ]
    }
}
