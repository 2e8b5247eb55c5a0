import Glibc

/// Tells the benchmark's script on which port a server listens.
enum Announcement {
    static func print(port: Int?) {
        Swift.print("listening \(port ?? 0)")
        // All streams: standard output is buffered when it is a pipe, and the script waits for the line.
        fflush(nil)
    }
}
