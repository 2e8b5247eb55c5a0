import Foundation

/// The package manifest, as `swift package dump-package` prints it.
struct Manifest: Decodable {
    struct Target: Decodable {
        let name: String
        let path: String?
        let type: String
        let dependencies: [Dependency]

        var targets: Set<String> { Set(dependencies.filter { !$0.isProduct }.map(\.name)) }
        var products: Set<String> { Set(dependencies.filter(\.isProduct).map(\.name)) }
        var isTest: Bool { path?.hasPrefix("Tests/") ?? false }
    }

    struct Dependency: Decodable {
        let name: String
        let isProduct: Bool

        private enum CodingKeys: CodingKey { case byName, product, target }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            isProduct = container.contains(.product)
            let key: CodingKeys = isProduct ? .product : container.contains(.byName) ? .byName : .target
            var parts = try container.nestedUnkeyedContainer(forKey: key)
            name = try parts.decode(String.self)
        }
    }

    let targets: [Target]

    func target(_ name: String) -> Target? { targets.first { $0.name == name } }

    /// The target that a file belongs to: the one whose folder is nearest above it.
    func owner(of file: SourceFile) -> Target? {
        targets.filter { file.path.hasPrefix(($0.path ?? "") + "/") }
            .max { ($0.path ?? "").count < ($1.path ?? "").count }
    }

    /// Asks the package manager, with a scratch folder of its own so that it never waits for a build that is under way.
    static func load() throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "orrery-tidy-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }  // left-overs in the temporary folder harm nobody
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.currentDirectoryURL = Repository.root
        process.arguments = [
            "swift", "package", "--scratch-path", scratch.path(percentEncoded: false), "dump-package",
        ]
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(Manifest.self, from: data)
    }
}
