"""Coming in, going out, changing the password, choosing post and language."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.web import clock
from luoshi.web.actions.access import posts_of
from luoshi.web.models import User
from luoshi.web.who import KEY


class Login(LoginView):
    template_name = "login.html"
    redirect_authenticated_user = True


class Password(PasswordChangeView):
    template_name = "password.html"
    success_url = "/"

    def form_valid(self, form: object) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        User.objects.filter(pk=self.request.user.pk).update(must_change_password=False)
        messages.success(self.request, "密码已改。The password was changed.")
        return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("login")


@require_POST
def choose_post(request: HttpRequest) -> HttpResponse:
    """Act at another of one's own posts."""
    wanted = request.POST.get("post", "")
    if isinstance(request.user, User) and wanted.isdecimal():
        held = {post.pk for post in posts_of(request.user, clock.now().date())}
        if int(wanted) in held:
            request.session[KEY] = int(wanted)
    return redirect("mine")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    language = "en" if request.POST.get("language") == "en" else "zh"
    request.session["language"] = language
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=language)
    target = request.POST.get("next", "/")
    return redirect(target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "/")
