import Glibc

/// A file's bytes as memory that the system reads when they are looked at and takes back when it needs the room.
@safe
final class MappedFile {
    private let memory: UnsafeMutableRawPointer
    private let size: Int

    /// - Parameter path: A file that nobody changes any more; it may be removed.
    /// - Returns: nil when there is no such file, or an empty one.
    init?(path: String) {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        size = Int(status.st_size)
        guard let memory = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), unsafe memory != MAP_FAILED
        else { return nil }
        unsafe self.memory = memory
    }

    /// The bytes; the view keeps the mapping.
    var view: ByteView {
        unsafe ByteView(UnsafeRawBufferPointer(start: memory, count: size), owner: self)
    }

    deinit {
        unsafe munmap(memory, size)
    }
}
