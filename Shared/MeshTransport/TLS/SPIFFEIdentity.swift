import NIOSSL
import SwiftASN1
import X509

/// The SPIFFE id of a workload's certificate: its one URI among the subject alternative names (SPIFFE X.509-SVID, section 2).
package enum SPIFFEIdentity {
    /// The id of a service of this mesh: `spiffe://orrery/service/catalog`.
    package static func service(_ name: String) -> String { "spiffe://orrery/service/\(name)" }

    /// The service that an id names, or nil when the id is of another kind or another trust domain.
    package static func serviceName(of identity: String) -> String? {
        let prefix = service("")
        guard identity.hasPrefix(prefix), identity.count > prefix.count else { return nil }
        return String(identity.dropFirst(prefix.count))
    }

    /// The id in a certificate whose chain is already verified; nil when there is none, or more than one URI.
    static func read(_ certificate: NIOSSLCertificate) -> String? {
        // A certificate that cannot be read names nobody.
        guard let octets = try? certificate.toDERBytes(), let parsed = try? Certificate(derEncoded: octets),
            let names = try? parsed.extensions.subjectAlternativeNames
        else { return nil }
        let identities = names.compactMap { name in
            if case .uniformResourceIdentifier(let identity) = name { identity } else { nil }
        }
        guard identities.count == 1, let identity = identities.first, identity.hasPrefix("spiffe://") else {
            return nil
        }
        return identity
    }
}
