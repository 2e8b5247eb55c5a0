import Foundation

/// The checkout that these tests were compiled from, read as text.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folders that hold Swift code.
    static let codeFolders = ["Gateway", "Services", "Shared", "Tests", "orchestration"]

    /// Every Swift file, by its path in the repository, in order.
    static let swiftFiles: [SourceFile] = codeFolders.flatMap(filesBelow).filter { $0.hasSuffix(".swift") }.sorted()
        .map { SourceFile(path: $0, text: text(of: $0)) }

    /// The Swift files that ship: all but tests and their kit.
    static let shippedFiles = swiftFiles.filter { !$0.isTest }

    static func text(of path: String) -> String {
        let data = FileManager.default.contents(atPath: root.appending(path: path).path(percentEncoded: false))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false))
    }

    /// The names directly in a folder, hidden ones left out.
    static func entries(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path(percentEncoded: false))
            .filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func filesBelow(_ folder: String) -> [String] {
        let url = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: url.path(percentEncoded: false)) else { return [] }
        return walk.compactMap { $0 as? String }
            .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
            .map { "\(folder)/\($0)" }
    }
}
