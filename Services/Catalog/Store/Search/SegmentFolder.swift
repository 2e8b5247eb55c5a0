import Foundation
import Glibc
import Synchronization

/// The files of segments in one directory. Those that are open are kept, so that a segment is mapped once.
final class SegmentFolder: Sendable {
    private static let suffix = ".segment"

    private let path: String
    private let open = Mutex<[String: Segment]>([:])

    /// - Parameter path: The directory; it is made when there is none.
    init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// The segment of a file; nil when there is no such file or it is no segment.
    func segment(_ file: String) -> Segment? {
        open.withLock { open in
            if let known = open[file] { return known }
            let segment = MappedFile(path: "\(path)/\(file)").flatMap { Segment($0.view) }
            open[file] = segment
            return segment
        }
    }

    /// Lets go of the segments that are no longer used.
    func keep(only files: Set<String>) {
        open.withLock { open in open = open.filter { files.contains($0.key) } }
    }

    /// Writes a segment. It has its name only when it is whole and on disk.
    ///
    /// - Parameters:
    ///   - name: Unique for all time.
    ///   - body: Writes it.
    /// - Returns: The file's name, and what the body returned.
    /// - Throws: What the body throws; `POSIXError` when the file cannot be written.
    func write<Result>(
        _ name: String, _ body: (SegmentOutput) throws -> Result
    ) throws -> (
        file: String, result: Result
    ) {
        let file = name + Self.suffix
        let draft = "\(path)/\(name).draft"
        let descriptor = unsafe Glibc.open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure }
        defer { Glibc.close(descriptor) }
        let output = SegmentOutput { piece in
            var written = 0
            while written < piece.count {
                let count = unsafe piece[written...].withUnsafeBytes { bytes in
                    unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
                }
                guard count > 0 else { throw Self.failure }
                written += count
            }
        }
        do {
            let result = try body(output)
            guard fsync(descriptor) == 0, unsafe rename(draft, "\(path)/\(file)") == 0 else { throw Self.failure }
            return (file, result)
        } catch {
            _ = unsafe unlink(draft)
            throw error
        }
    }

    /// Removes a file; whoever has it open goes on reading it.
    func remove(_ file: String) {
        _ = unsafe unlink("\(path)/\(file)")
    }

    /// Removes everything but some files: what a crash has left.
    func removeAll(but files: Set<String>) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where !files.contains(name) {
            remove(name)
        }
    }

    private static var failure: POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
