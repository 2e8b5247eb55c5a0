/// Where a server takes connections from.
package struct Listener: Sendable {
    enum Source: Sendable {
        case bind(host: String, port: Int)
        case inherited(descriptor: Int32)
        case unixDomainSocket(path: String)
    }

    let source: Source
    /// Whether other processes may bind the same address beside this one (SO_REUSEPORT).
    var sharesPort = false

    /// Binds an address.
    ///
    /// - Parameter port: 0 for one that the system chooses.
    package static func bind(_ host: String, port: Int) -> Listener {
        Listener(source: .bind(host: host, port: port))
    }

    /// Binds an address that other processes may bind too (SO_REUSEPORT): how a listening socket is made anew while
    /// others still serve. Each such socket has a queue of its own.
    package static func shared(_ host: String, port: Int) -> Listener {
        Listener(source: .bind(host: host, port: port), sharesPort: true)
    }

    /// Takes a socket that listens already, from ``InheritedSockets``. The server closes its descriptor when it drains; the
    /// socket, with the connections that wait in its queue, lives on in the other processes that hold it.
    package static func inherited(_ descriptor: Int32) -> Listener {
        Listener(source: .inherited(descriptor: descriptor))
    }

    /// Binds a UNIX domain socket, replacing a socket file that a dead process left.
    ///
    /// - Parameter path: at most 107 octets.
    package static func unixDomainSocket(_ path: String) -> Listener {
        Listener(source: .unixDomainSocket(path: path))
    }
}
