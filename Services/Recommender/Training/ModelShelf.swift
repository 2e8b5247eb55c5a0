import Crypto
import Foundation
import MeshCore
import RecommenderAPI
import RecommenderModels

/// The files of trained models: written whole, synced, and named last; read only as they were written.
struct ModelShelf: Sendable {
    private let folder: String

    /// - Throws: What the file system says.
    init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes a file.
    ///
    /// - Parameter name: Unique to the training and to who does it, so that two never write the same.
    /// - Returns: Its size and SHA-256.
    /// - Throws: What the file system says.
    func write(_ models: TrainedModels, named name: String) throws -> (byteCount: Int, checksum: String) {
        let bytes = models.bytes
        let (draft, path) = ("\(folder)/.\(name)", "\(folder)/\(name)")
        guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: draft]) }
        let file = try FileHandle(forWritingTo: URL(filePath: draft))
        // What was written is synced by then.
        defer { try? file.close() }
        try file.write(contentsOf: Data(bytes))
        try file.synchronize()
        try FileManager.default.moveItem(atPath: draft, toPath: path)
        let directory = try FileHandle(forReadingFrom: URL(filePath: folder, directoryHint: .isDirectory))
        // Nothing was written by it.
        defer { try? directory.close() }
        try directory.synchronize()
        return (bytes.count, Self.checksum(of: bytes))
    }

    /// Reads the models of a version.
    ///
    /// - Throws: ``RecommenderError/modelDamaged(version:)`` when its file is gone or not what was written.
    func load(_ record: ModelRecord) async throws -> TrainedModels {
        // Whatever is wrong with the file, it is damaged.
        guard let name = record.file, let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
            Self.checksum(of: Array(data)) == record.document.checksum,
            let models = try? TrainedModels(bytes: Array(data))
        else { throw RecommenderError.modelDamaged(version: record.version) }
        return models
    }

    /// Removes the files that no version has.
    ///
    /// - Throws: What the file system says.
    func keep(_ names: Set<String>) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !names.contains(name) {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    private static func checksum(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let hex = String(byte, radix: 16)
            return byte < 16 ? "0\(hex)" : hex
        }.joined()
    }
}
