import ArgumentParser

/// A host and a port, as they are written on a command line.
struct Address: Sendable {
    let host: String
    let port: Int

    /// - Throws: `ValidationError` when it is no HOST:PORT.
    init(_ text: String) throws {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]) else {
            throw ValidationError("\(text) is no HOST:PORT.")
        }
        (host, self.port) = (String(parts[0]), port)
    }

    init(host: String, port: Int) {
        (self.host, self.port) = (host, port)
    }
}
