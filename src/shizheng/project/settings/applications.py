"""What is switched on, from the lowest floor to the highest."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    # Before the libraries whose templates and translations it replaces.
    "shizheng.console",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "shizheng.platform.policy",
    "shizheng.platform.modules",
    "shizheng.platform.journal",
    "shizheng.platform.orgs",
    "shizheng.platform.accounts",
    "shizheng.platform.files",
    "shizheng.platform.jobs",
    "shizheng.platform.notify",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shizheng.platform.accounts.middleware.ActorMiddleware",
    "shizheng.platform.policy.middleware.RefusalMiddleware",
]
