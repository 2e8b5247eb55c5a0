import FoundationEssentials
import Glibc

/// Writes files that are whole whenever somebody reads them.
package enum AtomicFile {
    /// Writes a new file with these permissions and renames it over the old one.
    ///
    /// - Throws: ``ProcessFailure``.
    package static func write(_ text: String, to path: String, mode: UInt32) throws(ProcessFailure) {
        let temporary = path + ".new"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw ProcessFailure("create \(temporary)", errno: errno) }
        try fillAndClose(descriptor, text, path: temporary, mode: mode)
        guard unsafe rename(temporary, path) == 0 else { throw ProcessFailure("rename to \(path)", errno: errno) }
    }

    private static func fillAndClose(
        _ descriptor: Int32, _ text: String, path: String, mode: UInt32
    ) throws(ProcessFailure) {
        defer { close(descriptor) }
        // The file may have been there, from a write that was cut off, with other permissions.
        guard fchmod(descriptor, mode) == 0 else { throw ProcessFailure("protect \(path)", errno: errno) }
        try fill(descriptor, Array(text.utf8), path: path)
        guard fsync(descriptor) == 0 else { throw ProcessFailure("sync \(path)", errno: errno) }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(ProcessFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ProcessFailure("write \(path)", errno: errno) }
            written += count
        }
    }
}
