package import MeshCore
package import NIOCore

extension MonotonicInstant {
    /// The same instant on NIO's clock, which on Linux is CLOCK_MONOTONIC too; an embedded loop's is virtual.
    package init(_ deadline: NIODeadline) {
        self.init(nanoseconds: Int64(clamping: deadline.uptimeNanoseconds))
    }
}
