import HTTPTypes
import MeshCore
import MeshRuntime

/// The one place where identity's errors become answers. What a client did is a 4xx; the rest says no more than that it failed.
extension IdentityError: ProblemConvertible {
    var problem: Problem {
        switch self {
        case .invalidEmail:
            field("email", "invalid", "This is no e-mail address that can be used.")
        case .passwordRefused(let refusal):
            field("password", refusal.code, refusal.words)
        case .emailTaken:
            .conflict("There is an account with this e-mail address.", code: "email_taken")
        case .invalidCredentials:
            .unauthorized("The e-mail address or the password is wrong.", code: "invalid_credentials")
        case .throttled:
            .tooManyRequests("Too many wrong passwords. Try again later.")
        case .hashingOverloaded:
            .unavailable("Too many people log in at this moment. Try again shortly.", code: "overloaded")
        case .invalidRefreshToken:
            .unauthorized(
                "The refresh token is not good, or not any more. Log in again.", code: "invalid_refresh_token")
        case .sessionEnded:
            .unauthorized("The session has ended. Log in again.", code: "session_ended")
        case .sessionRequired:
            .forbidden("This needs the access token of a session: log in for it.", code: "session_required")
        case .sessionNotFound:
            .notFound("There is no such session.")
        case .accountNotFound:
            .notFound("There is no such account.")
        case .keyNotFound:
            .notFound("There is no such API key.")
        case .tooManyKeys(let limit):
            .conflict("An account has \(limit) API keys at most. Delete one first.", code: "too_many_api_keys")
        case .scopeNotGranted(let scope):
            .forbidden("The account does not hold what the scope \(scope) asks for.", code: "scope_not_granted")
        case .ownAdminRole:
            .conflict(
                "Nobody takes the role admin from themselves: another administrator does.", code: "own_admin_role")
        case .claimLost:
            .conflict("A request with this Idempotency-Key is being carried out.", code: "idempotency_in_progress")
        case .noSigningKey, .keyFile, .sealed, .damagedRow:
            .internalError()
        }
    }

    var problemHeaders: HTTPFields {
        switch self {
        case .throttled(let wait), .hashingOverloaded(let wait):
            // Rounded up, or a client that obeys comes back too early.
            [.retryAfter: String(max(1, Int(wait.seconds.rounded(.up))))]
        case .invalidCredentials, .invalidRefreshToken:
            // A 401 names a scheme (RFC 9110, section 11.6.1): the credential that is wanted is the bearer's.
            [.wwwAuthenticate: "Bearer"]
        case .sessionEnded:
            [.wwwAuthenticate: #"Bearer error="invalid_token""#]
        case .invalidEmail, .passwordRefused, .emailTaken, .sessionRequired, .sessionNotFound, .accountNotFound,
            .keyNotFound,
            .tooManyKeys, .scopeNotGranted, .ownAdminRole, .claimLost, .noSigningKey, .keyFile, .sealed, .damagedRow:
            [:]
        }
    }

    var cause: (any Error)? {
        switch self {
        case .noSigningKey, .keyFile, .sealed, .damagedRow: IdentityFault(self)
        case .invalidEmail, .passwordRefused, .emailTaken, .invalidCredentials, .throttled, .hashingOverloaded,
            .invalidRefreshToken,
            .sessionEnded, .sessionRequired, .sessionNotFound, .accountNotFound, .keyNotFound, .tooManyKeys,
            .scopeNotGranted,
            .ownAdminRole, .claimLost:
            nil
        }
    }

    private func field(_ name: String, _ code: String, _ words: String) -> Problem {
        .validation([FieldError(field: name, code: code, message: words)])
    }
}

/// An internal failure as the log shows it.
private struct IdentityFault: Error, CustomStringConvertible {
    let description: String

    init(_ error: IdentityError) { description = "\(error)" }
}

extension PasswordPolicy.Refusal {
    fileprivate var code: String {
        switch self {
        case .tooShort: "too_short"
        case .tooLong: "too_long"
        case .hasNUL: "invalid_character"
        case .tooCommon: "too_common"
        case .isEmailAddress: "is_email"
        }
    }

    fileprivate var words: String {
        switch self {
        case .tooShort: "At least \(PasswordPolicy.length.lowerBound) characters are needed."
        case .tooLong: "At most \(PasswordPolicy.length.upperBound) characters are taken."
        case .hasNUL: "The character NUL is not taken."
        case .tooCommon: "This is one of the first passwords that anybody would try."
        case .isEmailAddress: "The e-mail address is no password."
        }
    }
}
