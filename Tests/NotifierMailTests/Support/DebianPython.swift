import Foundation
import MeshTestKit

/// Debian's own Python, with the packages of `orchestration/orrery test`: aiosmtpd, dkim and nacl.
enum DebianPython {
    static let program = TestProgram(named: "/usr/bin/python3")

    static var isThere: Bool {
        program != nil && FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/aiosmtpd")
            && FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/dkim")
    }
}
