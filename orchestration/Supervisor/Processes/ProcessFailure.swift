import Glibc

/// A system call on processes, descriptors or sockets failed.
package struct ProcessFailure: Error, Equatable, CustomStringConvertible {
    /// What was being done.
    package var action: String
    package var errno: Int32

    package init(_ action: String, errno: Int32) {
        self.action = action
        self.errno = errno
    }

    package var description: String { "\(action): \(unsafe String(cString: strerror(errno)))" }
}

extension ProcessFailure {
    /// Whether an address could not be bound because somebody else has it.
    package var isAddressTaken: Bool { errno == EADDRINUSE }
}
