import Foundation

/// A new empty directory that is removed, with what is in it, when the last reference to it goes.
package final class TemporaryDirectory: Sendable {
    /// The absolute path, short enough for UNIX domain sockets inside it.
    package let path: String

    /// - Throws: When the directory cannot be made.
    package init() throws {
        path = "/tmp/orrery-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // A directory that is already gone is what we want, and a test must not crash over a left-over.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of an entry in it.
    package func path(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// Writes a file in it and returns its path.
    ///
    /// - Throws: When the file cannot be written.
    @discardableResult
    package func write(_ name: String, _ contents: String) throws -> String {
        let file = path(name)
        try Data(contents.utf8).write(to: URL(filePath: file))
        return file
    }

    /// The contents of a file in it.
    ///
    /// - Throws: When the file cannot be read.
    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path(name))), as: UTF8.self)
    }
}
