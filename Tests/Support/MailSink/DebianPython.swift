import Foundation
package import MeshTestKit

/// Debian's own Python, with the packages of `orchestration/orrery test`: aiosmtpd, dkim and nacl.
package enum DebianPython {
    /// Where Debian has it.
    package static let program = TestProgram(named: "/usr/bin/python3")

    /// Whether it and the packages are there.
    package static var isThere: Bool {
        program != nil && FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/aiosmtpd")
            && FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/dkim")
    }
}
