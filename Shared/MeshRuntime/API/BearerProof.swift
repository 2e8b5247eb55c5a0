import FoundationEssentials
import HTTPTypes
import Hummingbird
import MeshCore

/// An access token or an API key in `Authorization: Bearer` (RFC 6750), or as the password of `Authorization: Basic`
/// (RFC 7617), as programs have it that know names and passwords alone; the name is not looked at. Programs that know keys alone send
/// one as `X-API-Key`.
struct BearerProof: CallerProof {
    let authenticator: (any Authenticator)?

    func isOffered(in request: Request) -> Bool {
        request.headers.contains(.authorization) || request.headers.contains(.apiKey)
    }

    func principal(of request: inout Request) async throws -> Principal {
        guard let field = request.headers.text(of: .authorization) else {
            if let key = request.headers.text(of: .apiKey) { return try await principal(for: key) }
            throw refusal("Send an access token or an API key as Authorization: Bearer.", challenge: "Bearer")
        }
        guard let credential = Self.credential(in: field) else {
            throw refusal("The Authorization header is not of the Bearer scheme.", challenge: "Bearer")
        }
        // Nearly all were proven before, and nobody has to wait for them.
        if let known = authenticator?.known(credential) { return known }
        return try await principal(for: credential)
    }

    private func principal(for credential: String) async throws -> Principal {
        guard let authenticator else {
            throw refusal("Nobody is known here.", challenge: "Bearer")
        }
        do {
            return try await authenticator.principal(for: credential)
        } catch AuthenticationFailure.expired {
            throw refusal(
                "The access token has expired.",
                challenge: #"Bearer error="invalid_token", error_description="expired""#,
                code: "token_expired")
        } catch AuthenticationFailure.invalid {
            throw refusal(
                "The credential is not valid.", challenge: #"Bearer error="invalid_token""#, code: "invalid_token")
        } catch let failure as AuthenticationFailure {
            throw ProblemError(
                .unavailable("Credentials cannot be checked now."), headers: [.retryAfter: "1"], cause: failure)
        }
    }

    /// What follows `Bearer`, or the password after `Basic`; nil in a field of another scheme.
    static func credential(in field: String) -> String? { token(in: field) ?? password(in: field) }

    /// What follows `Bearer`.
    static func token(in field: String) -> String? { value(in: field, of: "bearer") }

    private static func password(in field: String) -> String? {
        guard let bytes = value(in: field, of: "basic").flatMap({ Data(base64Encoded: $0) }),
            let words = String(data: bytes, encoding: .utf8), let mark = words.firstIndex(of: ":"),
            mark < words.index(before: words.endIndex)
        else { return nil }
        return String(words[words.index(after: mark)...])
    }

    private static func value(in field: String, of scheme: String) -> String? {
        guard let space = field.utf8.firstIndex(of: UInt8(ascii: " ")), field[..<space].lowercased() == scheme,
            let start = field.utf8[space...].firstIndex(where: { $0 != UInt8(ascii: " ") })
        else { return nil }
        return String(field[start...])
    }

    /// A 401 always carries its challenge (RFC 9110, section 11.6.1; RFC 6750, section 3).
    private func refusal(_ detail: String, challenge: String, code: String = "unauthorized") -> ProblemError {
        ProblemError(.unauthorized(detail, code: code), headers: [.wwwAuthenticate: challenge])
    }
}
