import HTTPTypes
import MeshCore
import MeshRuntime
import OrdersAPI

/// The steps of checkouts, for the workflow that drives them. Each may be asked for at any time, however often: what is
/// done is not done again.
struct CheckoutStepRoutes: Sendable {
    let runner: StepRunner

    func add(to api: inout API) {
        api.on(
            .put, "/internal/checkouts/{id}/steps/{step}",
            Operation(
                id: "advanceCheckout", summary: "Take a checkout as far as a step", tag: "checkout",
                access: .mesh("orchestrator"),
                parameters: [
                    .path("id", .id(Checkout.ID.self), "The checkout"),
                    .path(
                        "step", .choice(CheckoutGoal.allCases.map(\.rawValue)),
                        "How far; all steps before it are done as well."),
                ], responses: [.ok(Checkout.self, "It is there, or waits for its buyer.")], problems: [404, 409, 424])
        ) { [self] input, _ in
            guard let goal = input.string("step").flatMap(CheckoutGoal.init(rawValue:)) else {
                throw Problem.notFound("There is no such step.")
            }
            return try reply(to: try await runner.advance(try input.id("id"), to: goal), goal)
        }
    }

    private func reply(to checkout: CheckoutRecord, _ goal: CheckoutGoal) throws -> HTTPReply {
        switch (goal, checkout.step) {
        case (.place, .awaitBuyer) where !checkout.isUnwanted, (.place, .claim),
            (_, .paid) where goal != .cancel,
            (.cancel, .cancelled):
            return try .json(checkout.checkout, headers: [.cacheControl: "no-store"])
        case (.place, .undoPayment), (.place, .cancelled), (.finish, .undoPayment), (.finish, .cancelled):
            // The way back is what follows, whatever the reason is.
            var problem = (checkout.refusal ?? CheckoutRefusal(.timedOut)).problem(of: checkout)
            problem.status = 409
            throw problem
        case (.cancel, .paid):
            throw Problem.conflict("It has become an order.", code: "checkout_paid")
        case (.cancel, .reserve), (.cancel, .awaitBuyer), (.cancel, .claim):
            throw Problem.conflict("It goes forward.", code: "checkout_runs")
        case (_, _):
            // No fault of this instance's, so no 5xx, for which it would be left out for a while.
            throw Problem(
                status: 424, code: "checkout_unsettled", title: "Not yet",
                detail: "Others on whom it depends have not answered, or another one carries it.")
        }
    }
}
