import Crypto
import Foundation
import MeshCore
import NIOCore

/// What runs reckon with, as files: written under another name, synced and renamed, and gone when the run is over.
struct RunFiles: Sendable {
    private let folder: String

    /// - Throws: What the file system says.
    init(folder: String) throws {
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes a file as it comes.
    ///
    /// - Returns: Its SHA-256, in hexadecimal.
    /// - Throws: What the file system says, and what the body throws.
    func write<Body: AsyncSequence>(_ body: Body, named name: String) async throws -> String
    where Body.Element == ByteBuffer {
        let draft = "\(folder)/.\(name).\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: draft]) }
        let file = try FileHandle(forWritingTo: URL(filePath: draft))
        var hash = SHA256()
        do {
            // What was written is synced by then.
            defer { try? file.close() }
            for try await part in body {
                let bytes = Data(part.readableBytesView)
                hash.update(data: bytes)
                try file.write(contentsOf: bytes)
            }
            try file.synchronize()
        } catch {
            // It is of no use to anybody.
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        try replace(name, by: draft)
        return hash.finalize().map { byte in byte < 16 ? "0\(String(byte, radix: 16))" : String(byte, radix: 16) }
            .joined()
    }

    /// Writes a file whole.
    ///
    /// - Throws: What the file system says.
    func write(_ bytes: [UInt8], named name: String) throws {
        let draft = "\(folder)/.\(name).\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: draft]) }
        let file = try FileHandle(forWritingTo: URL(filePath: draft))
        // What was written is synced by then.
        defer { try? file.close() }
        try file.write(contentsOf: Data(bytes))
        try file.synchronize()
        try replace(name, by: draft)
    }

    private func replace(_ name: String, by draft: String) throws {
        let path = "\(folder)/\(name)"
        // It takes the place of what a run of the same name has left, whole or not at all.
        guard unsafe rename(draft, path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
    }

    /// The bytes of a file; nil when there is none.
    func read(_ name: String) -> Data? { FileManager.default.contents(atPath: "\(folder)/\(name)") }

    /// Removes a file, if it is there.
    func remove(_ name: String) {
        // What cannot be removed is removed with the next run of the name, or left; nobody reads it.
        try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
}
