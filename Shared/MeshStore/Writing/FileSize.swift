import Glibc

/// The size of a file by its path.
enum FileSize {
    /// In bytes; zero when there is no such file.
    static func ofFile(atPath path: String) -> Int {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
